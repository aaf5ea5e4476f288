"""What `--help` says of the commands and their arguments, in two languages."""

from __future__ import annotations

from munjigi.model import Text

# By the name of a command, of an argument, or of both where they need each other.
HELP = {
    "munjigi": Text(
        en="Keep a bilingual MkDocs site honest.",
        ko="두 언어로 된 MkDocs 사이트의 링크와 그림, 글을 지킵니다.",
    ),
    "check": Text(en="report problems", ko="문제를 찾아 알립니다"),
    "fix": Text(en="mend what a program can mend", ko="고칠 수 있는 문제를 고칩니다"),
    "links": Text(
        en="ask the addresses outside the site whether they still work",
        ko="사이트 밖으로 나가는 링크와 그림이 아직 열리는지 확인합니다",
    ),
    "per-host": Text(
        en="requests at once to one host (default: 4, or per_host in mkdocs.yml)",
        ko="한 호스트에 한꺼번에 보내는 요청 수 (기본값: 4, 또는 mkdocs.yml 파일의 per_host)",
    ),
    "delay": Text(
        en="seconds between two requests to one host (default: 0, or delay in mkdocs.yml)",
        ko="한 호스트에 요청을 보내는 간격(초) (기본값: 0, 또는 mkdocs.yml 파일의 delay)",
    ),
    "timeout": Text(
        en="seconds for one request (default: 20, or timeout in mkdocs.yml)",
        ko="요청 하나에 쓰는 시간(초) (기본값: 20, 또는 mkdocs.yml 파일의 timeout)",
    ),
    "deadline": Text(
        en="seconds for the whole run; what is left then is only counted",
        ko="전체에 쓰는 시간(초). 그때까지 확인하지 못한 주소는 수만 알립니다",
    ),
    "since-links": Text(
        en="only addresses that were nowhere in the project when the branch left REF",
        ko="REF 커밋에서 갈라질 때 프로젝트에 없던 주소만 확인합니다",
    ),
    "list-addresses": Text(
        en="ask nothing; list the addresses that would be asked",
        ko="요청하지 않고, 요청할 주소만 보여 줍니다",
    ),
    "allow-private": Text(
        en="ask private and loopback addresses too, for servers of your own",
        ko="사설망과 이 컴퓨터의 주소에도 요청합니다. 직접 띄운 서버에 씁니다",
    ),
    "fix-links": Text(
        en="write the new addresses of pages that moved, and https where it answers",
        ko="옮겨진 페이지의 새 주소와, 열리는 https 주소를 파일에 씁니다",
    ),
    "fix-diff": Text(
        en="with --fix: write nothing; print what would change as a unified diff",
        ko="--fix 옵션과 함께 쓰면 파일을 쓰지 않고 바뀔 내용을 diff 형식으로 보여 줍니다",
    ),
    "baseline": Text(
        en="take today's problems as known, in a file that later checks read; for dead addresses "
        "use munjigi links --exceptions",
        ko="지금 있는 문제를 알려진 문제로 파일에 적어, 다음 검사부터 새 문제만 알립니다. 끊긴 "
        "주소는 munjigi links --exceptions 명령을 씁니다",
    ),
    "planned": Text(
        en="list the pages that are planned, the most awaited first",
        ko="쓰기로 한 페이지와 그 페이지를 기다리는 링크를 보여 줍니다",
    ),
    "new": Text(
        en="make a page in each language from the template of its type",
        ko="페이지 유형의 템플릿으로 언어마다 새 페이지를 만듭니다",
    ),
    "translations": Text(
        en="show which sections of which pages are in step with their translation",
        ko="어느 페이지의 어느 섹션이 번역과 맞추어져 있는지 보여 줍니다",
    ),
    "translations-show": Text(
        en="show the table, of these pages alone if any are named (the same as without an action)",
        ko="표를 보여 줍니다. 페이지를 적으면 그 페이지만 보여 줍니다 (이 동작의 이름은 생략할 수 "
        "있습니다)",
    ),
    "translations-diff": Text(
        en="show, word by word, what changed since a page and its translation were in step",
        ko="페이지와 번역을 맞춘 뒤에 바뀐 내용을 낱말 단위로 보여 줍니다",
    ),
    "translations-sync": Text(
        en="record sections as in step, now that they are translated",
        ko="번역을 마친 섹션을 맞춘 것으로 기록합니다",
    ),
    "translated": Text(
        en="a page or a folder of pages, by its path or without its language, or one section as "
        "PAGE#id (default: all)",
        ko="페이지나 페이지 폴더(경로 또는 언어를 뺀 경로), 섹션 하나(페이지#id) (기본값: 모두)",
    ),
    "minor": Text(
        en="the change needs no translation; needs --reason",
        ko="번역할 필요가 없는 변경으로 기록합니다. --reason 옵션이 필요합니다",
    ),
    "reason": Text(
        en="why the change needs no translation; it stands in the lock",
        ko="번역할 필요가 없는 이유. 잠금 파일에 남습니다",
    ),
    "rules": Text(en="list the rules", ko="규칙 목록을 보여 줍니다"),
    "exceptions": Text(
        en="print an entry for the file of exceptions for each dead address, and no report",
        ko="끊긴 주소마다 예외 파일에 넣을 항목을 보여 주고, 결과는 보여 주지 않습니다",
    ),
    "sources": Text(
        en="read the documents that guides name as their sources, and tell which have changed "
        "since the guide was checked",
        ko="안내서의 출처를 읽어, 안내서를 확인한 뒤로 바뀐 출처를 알립니다",
    ),
    "accept": Text(
        en="you have compared PAGE with its sources: record what they say, and today as the day of "
        "the check, in every language of the page (repeat it for more pages)",
        ko="PAGE 페이지를 출처와 대조했음을 기록합니다. 출처의 지문을 남기고, 모든 언어의 페이지에 "
        "확인한 날로 오늘을 적습니다 (여러 페이지면 옵션을 여러 번 씁니다)",
    ),
    "explain": Text(en="explain a rule", ko="규칙 하나를 설명합니다"),
    "docs": Text(
        en="write the rules' pages, and their nav between the marks in mkdocs.yml",
        ko="규칙 설명 페이지와, mkdocs.yml 표시 사이의 nav 항목을 씁니다",
    ),
    "help": Text(en="show this help", ko="이 도움말을 보여 줍니다"),
    "version": Text(en="show the version", ko="버전을 보여 줍니다"),
    "lang": Text(en="language of messages", ko="메시지의 언어"),
    "paths": Text(
        en="a project's folder, or files and folders of its docs to report on "
        "(default: the project around the working directory)",
        ko="프로젝트 폴더, 또는 문서 폴더에서 결과를 알릴 파일과 폴더 "
        "(기본값: 현재 폴더가 속한 프로젝트)",
    ),
    "select": Text(
        en="only these rules or families (comma-separated or repeated)",
        ko="이 규칙이나 묶음만 확인합니다 (쉼표로 나열하거나 옵션을 여러 번 씁니다)",
    ),
    "ignore": Text(en="not these rules or families", ko="이 규칙이나 묶음은 확인하지 않습니다"),
    "since": Text(
        en="only problems on lines changed since REF left the branch, or caused elsewhere by it",
        ko="REF 커밋에서 갈라진 뒤 바뀐 줄의 문제와 그 변경 때문에 다른 곳에 생긴 문제만 알립니다",
    ),
    "format": Text(en="form of the report (default: text)", ko="결과의 형식 (기본값: text)"),
    "output": Text(
        en="write the report to FILE (- for standard output)",
        ko="결과를 FILE 파일에 씁니다 (-: 표준 출력)",
    ),
    "statistics": Text(
        en="count problems by rule (text only)", ko="규칙별 문제 수도 보여 줍니다 (text 형식)"
    ),
    "unsafe": Text(
        en="make unsafe fixes too; look at them with --diff first",
        ko="확인이 필요한 수정도 합니다. 먼저 --diff 옵션으로 살펴보십시오",
    ),
    "diff": Text(
        en="write nothing; print what would change as a unified diff",
        ko="파일을 쓰지 않고 바뀔 내용을 diff 형식으로 보여 줍니다",
    ),
    "known": Text(
        en="treat problems that the baseline knows like all others",
        ko="베이스라인에 적힌 문제도 다른 문제와 똑같이 다룹니다",
    ),
    "prune": Text(
        en="only take entries out whose problem is gone, and follow files that were moved",
        ko="문제가 사라진 항목만 지우고, 옮긴 파일의 항목은 새 경로로 고칩니다",
    ),
    "page-type": Text(en="the page's type (see --list)", ko="페이지 유형(--list 참고)"),
    "page-path": Text(
        en="the page's path in the docs folder, without language and .md",
        ko="문서 폴더에서 페이지까지의 경로(언어와 .md 제외)",
    ),
    "title": Text(
        en="the title; LOCALE=TEXT for one language, such as en=Text (repeat it)",
        ko="제목. 한 언어의 제목은 en=글처럼 언어와 함께 적고, 옵션을 여러 번 씁니다",
    ),
    "vendor": Text(
        en="the vendor in front matter (default: the folder's name)",
        ko="앞머리 설정의 vendor 값 (기본값: 폴더 이름)",
    ),
    "awaited": Text(
        en="the page that planned links await: path and titles come from them",
        ko="예정 링크가 기다리는 페이지. 경로와 제목을 예정 링크에서 가져옵니다",
    ),
    "type": Text(
        en="the type (default with --planned: the one that the path names, else the commonest of "
        "the folder, else of the site)",
        ko="유형 (--planned 옵션을 쓸 때의 기본값: 경로에 이름이 있는 유형, 없으면 폴더에서, "
        "그다음은 사이트에서 가장 많은 유형)",
    ),
    "locale": Text(
        en="only in this language (comma-separated or repeated)",
        ko="이 언어로만 만듭니다 (쉼표로 나열하거나 옵션을 여러 번 씁니다)",
    ),
    "yes": Text(en="ask nothing", ko="묻지 않고 만듭니다"),
    "dry-run": Text(en="write nothing; show what would be made", ko="쓰지 않고 만들 내용만 봅니다"),
    "list": Text(en="list the page types", ko="페이지 유형 목록을 보여 줍니다"),
    "cache": Text(en="neither read nor write the cache", ko="캐시를 읽지도 쓰지도 않습니다"),
    "jobs": Text(
        en="number of processes (default: as the cores allow)",
        ko="프로세스 수 (기본값: 코어 수에 따라 정합니다)",
    ),
    "color": Text(en="whether to use colours (default: auto)", ko="색을 쓸지 여부 (기본값: auto)"),
    "rule": Text(en="the rule's name", ko="규칙 이름"),
    "folder": Text(
        en="the project (default: around the working directory)",
        ko="프로젝트 폴더 (기본값: 현재 폴더가 속한 프로젝트)",
    ),
    "stale": Text(
        en="write nothing; exit with 1 if a page is not up to date",
        ko="쓰지 않고, 최신이 아닌 페이지가 있으면 종료 코드 1로 끝냅니다",
    ),
}
