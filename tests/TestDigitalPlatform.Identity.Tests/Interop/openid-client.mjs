// What an application does that uses openid-client, which follows the standards to the letter: each step throws if an answer does not.
import * as client from 'openid-client'

const { ISSUER, CLIENT, SECRET, REDIRECT, SIGN_IN } = process.env
const insecure = { execute: [client.allowInsecureRequests] }
const config = await client.discovery(new URL(ISSUER), CLIENT, SECRET || undefined,
  SECRET ? client.ClientSecretBasic(SECRET) : client.None(), insecure)

// A browser: it keeps cookies, and shows where it is sent.
const cookies = []
async function browse(url, method = 'GET') {
  const answer = await fetch(url, { method, redirect: 'manual', headers: { cookie: cookies.join('; ') } })
  for (const cookie of answer.headers.getSetCookie()) cookies.push(cookie.split(';')[0])
  return answer
}
await browse(SIGN_IN, 'POST')

async function authorize(push) {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const parameters = {
    redirect_uri: REDIRECT, scope: 'openid profile email offline_access tdp', state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }
  const address = push
    ? await client.buildAuthorizationUrlWithPAR(config, parameters)
    : client.buildAuthorizationUrl(config, parameters)
  const back = (await browse(address)).headers.get('location')
  return client.authorizationCodeGrant(config, new URL(back),
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
}

const plain = await authorize(false)
const pushed = SECRET ? await authorize(true) : plain
const user = await client.fetchUserInfo(config, pushed.access_token, pushed.claims().sub)
const renewed = await client.refreshTokenGrant(config, pushed.refresh_token)
const known = SECRET ? await client.tokenIntrospection(config, renewed.access_token) : null
await client.tokenRevocation(config, renewed.refresh_token ?? pushed.refresh_token)
const refused = await client.refreshTokenGrant(config, renewed.refresh_token ?? pushed.refresh_token).then(() => null, e => e.error)

console.log(JSON.stringify({
  sub: plain.claims().sub, email: user.email, type: renewed.token_type, rotated: Boolean(renewed.refresh_token),
  active: known?.active ?? null, refused,
}))
