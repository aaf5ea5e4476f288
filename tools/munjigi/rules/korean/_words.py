"""Korean words that end as if a particle stood there, and nouns that tell one for certain.

Found in dictionaries and in Korean documentation; `_particles` asks about them where nothing but
Hangul stands before a particle.
"""

from __future__ import annotations

from munjigi.lazypattern import lazy

# Verbs that lose their ㅅ (짓다: 지을, 지은) or end in ㅡ (모으다), and what forms compounds with
# them.
_LOSING = (
    r"(?:(?:결론|마무리|특정|특징|관련|매듭|규정|구분|한정|결부|확정|단정|농사|이름|집|짝|뒤|끌어|쏟아|퍼"
    r"|들이|잇|줄|선|구획|연결|종결|판가름|경계)?(?:지|부|이|그|저|나|자|주|모))"
)
_SURNAMES = (
    "[김이박최정강조윤장임한오서신권황안송전홍고문양손배백허유남심노하곽성차주우구민나진엄채원]"
)
ORDINARY = lazy(
    rf"{_LOSING}[을은]|(?:늦|초|올|지난|한)?가을|[가-힣]*마을|(?:저녁|붉은)?노을|고을"
    rf"|(?:보|수|사|고)은|{_SURNAMES}?[지하시예가다소채서주나유도세혜희고]은"
    r"|들를|[안못잘꼭]와"
    r"|[가-힣]*(?<!환)경로|[가-힣]*(?<!교)(?<!보)통로|[선진항근원공종난판관행장용단철백험]로"
    r"|[가-힣]*(?:진입|출입|접근|산책|등산|순환|수송|보급|용광|소각|반응|신작|송전선|통신선)로"
)
# Nouns whose particles 은/는, 이/가, 과/와, 이나/나 make no other word with them.
_NOUNS = (
    "파일|버튼|단추|화면|페이지|서버|사용자|메뉴|토큰|폴더|메시지|이미지|브라우저|클라이언트|프로젝트"
    "|코드|모듈|패키지|콘솔|계정|비밀번호|링크|필드|테이블|컬럼|템플릿|위젯|채널|티켓|대시보드"
    "|워크플로|워크플로우|라이브러리|프레임워크|함수|변수|컨테이너|이벤트|응답|아이콘|옵션|플러그인"
    "|시스템|사이트|도메인|네트워크|스크립트|명령어|매개변수|파라미터|컴포넌트|인스턴스|클래스|메서드"
    "|에이전트|상담원|관리자|담당자|목록|항목|디렉터리|디렉토리|데이터베이스|애플리케이션|서비스"
)
NOUN = lazy(rf"(?:{_NOUNS})(?P<josa>[은는이가과와]|이?나)\Z")
