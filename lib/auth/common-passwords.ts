/** What people who are asked for eight characters and more choose first; shorter ones never get this far. */
const WORDS = `
password passwort password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd pa55word passwordpassword
12345678 123456789 1234567890 12345678910 0123456789 0987654321 987654321 87654321 11111111 111111111 1111111111
00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 12341234
12344321 11223344 1122334455 112233445566 123123123 1231231234 123321123 123454321 1234554321 12345679 13579246
qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
1qaz2wsx3edc qazwsxedc qazwsx123 zaq12wsx zxcvbnm1 zxcvbnm123 asdfghjk asdfghjkl asdfasdf asdf1234 qweasdzxc
qweqweqwe q1w2e3r4 q1w2e3r4t5 poiuytrewq lkjhgfdsa mnbvcxza abcdefgh abcdefghi abcdefghij abcd1234 abc12345 abc123456
abc123abc a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 a123456789 a12345678 iloveyou iloveyou1 iloveyou2 iloveyou123
iloveyou12 ilovegod lovelove letmein1 letmein123 letmeinnow welcome1 welcome12 welcome123 welcome1234 welcome2024
welcome2025 welcome2026 changeme changeme1 changeme12 changeme123 changeit changethis default1 defaultpassword
administrator adminadmin admin123 admin1234 admin12345 admin123456 admin@123 administrator1 root1234 rootroot toor1234
sunshine sunshine1 princess princess1 princess123 football football1 football123 baseball baseball1 basketball
superman superman1 superman123 batman123 spiderman spiderman1 starwars starwars1 pokemon1 pokemon123 dragon123
monkey123 shadow123 master123 masterkey michael1 michelle jennifer jessica1 charlie1 jordan23 computer computer1
internet internet1 whatever whatever1 trustno1 trustnoone freedom1 maverick mercedes corvette chocolate butterfly
secret123 secretsecret mysecret security security1 login123 loginlogin guest123 guestguest test1234 test12345
testtest testtest1 testing1 testing123 demo1234 demodemo temp1234 temporary user1234 useruser samsung1 samsung123
google123 googlegoogle microsoft facebook facebook1 linkedin hello123 hello1234 hellohello goodbye1 godisgood
liverpool liverpool1 chelsea1 arsenal1 barcelona barcelona1 manchester newcastle juventus realmadrid summer2023
summer2024 summer2025 summer2026 winter2023 winter2024 winter2025 winter2026 spring2024 spring2025 spring2026
autumn2024 autumn2025 autumn2026 january1 november november1 december december1 monday123 friday123 passport
interlock interlock1 interlock123 northwind northwind1 northwind123 correcthorsebatterystaple`;

const COMMON = new Set(WORDS.trim().split(/\s+/));

/** Also what only repeats one or two characters, and a common one with a mark or a few digits behind it. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  return COMMON.has(lower) || COMMON.has(lower.replace(/[\W\d_]{1,4}$/, "")) || new Set(lower).size <= 2;
}
