using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Identity;
using TestDigitalPlatform.Identity.Passwords;
using TestDigitalPlatform.Identity.Sessions;
using TestDigitalPlatform.Identity.SignIns;

namespace TestDigitalPlatform;

/// <summary>Signs people in and out by their browser: what the pages of an identity provider call.</summary>
/// <remarks>The pages check that their forms come from themselves (antiforgery); this does not.</remarks>
public sealed class BrowserSignIn
{
    private readonly SignIn signIn;
    private readonly SessionRegistry sessions;
    private readonly PendingCookie pending;
    private readonly PersonAddress addresses;

    internal BrowserSignIn(SignIn signIn, SessionRegistry sessions, PendingCookie pending, PersonAddress addresses) =>
        (this.signIn, this.sessions, this.pending, this.addresses) = (signIn, sessions, pending, addresses);

    /// <summary>Signs a person in by an address and a password.</summary>
    /// <remarks>An unknown address, a wrong password, and an account that is locked or deactivated have the same answer.</remarks>
    /// <param name="http">The request, whose response gets the cookie.</param>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    public async Task<SignInStep> WithPassword(HttpContext http, string email, string password)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(password);
        return await Answer(http, () => signIn.WithPassword(email, password, addresses.Of(http), CancellationToken.None));
    }

    /// <summary>Completes a sign-in by a code of the authenticator app, or by a recovery code.</summary>
    /// <param name="http">The request, whose response gets the cookie.</param>
    /// <param name="code">The code.</param>
    /// <returns><see cref="SignInStep.Failed"/> also when the password was entered more than 5 minutes ago.</returns>
    public async Task<SignInStep> WithCode(HttpContext http, string code)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(code);
        return pending.Read(http.Request) is { } first
            ? await Answer(http, () => signIn.WithCode(first, code, addresses.Of(http), CancellationToken.None))
            : SignInStep.Failed;
    }

    /// <summary>Whether the browser has entered a password and not yet a second factor.</summary>
    public bool NeedsCode(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return pending.Read(http.Request) is not null;
    }

    /// <summary>Ends the session of the browser.</summary>
    public async Task SignOut(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        await EndCurrent(http);
        SessionCookie.Delete(http.Response);
        PendingCookie.Delete(http.Response);
    }

    /// <summary>Who is signed in by this browser.</summary>
    public async ValueTask<UserId?> Find(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return (await Current(http))?.User;
    }

    /// <summary>The sessions of who is signed in, newest first; empty when nobody is.</summary>
    public async Task<IReadOnlyList<SessionSummary>> Sessions(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return await Current(http) is { } session ? await sessions.List(session.User, http.RequestAborted) : [];
    }

    /// <summary>Ends a session of who is signed in.</summary>
    public async Task EndSession(HttpContext http, SessionId session)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (await Current(http) is { } current)
            await sessions.End(current.User, session.Value, CancellationToken.None);
    }

    private async Task<SignInStep> Answer(HttpContext http, Func<Task<SignInResult>> check)
    {
        try
        {
            return await check() switch
            {
                SignInResult.Done done => await Begin(http, done),
                SignInResult.SecondFactor second => Wait(http, second),
                SignInResult.Wait => SignInStep.TooManyAttempts,
                _ => SignInStep.Failed,
            };
        }
        catch (HashingBusyException)
        {
            return SignInStep.Busy;
        }
    }

    private async Task<SignInStep> Begin(HttpContext http, SignInResult.Done done)
    {
        var begun = await sessions.Begin(
            new NewSession(
                done.User, done.SecurityStamp, done.Methods, addresses.Of(http)?.ToString(), http.Request.Headers.UserAgent),
            CancellationToken.None);
        if (begun is not var (secret, _))
            return SignInStep.Failed;
        // A browser has one session: whoever shared it before is signed out.
        await EndCurrent(http);
        SessionCookie.Write(http.Response, secret);
        PendingCookie.Delete(http.Response);
        return SignInStep.SignedIn;
    }

    private SignInStep Wait(HttpContext http, SignInResult.SecondFactor second)
    {
        pending.Write(http.Response, second);
        return SignInStep.SecondFactor;
    }

    private async Task EndCurrent(HttpContext http)
    {
        if (await Current(http) is { } session)
            await sessions.End(session.User, session.Id, CancellationToken.None);
    }

    private async ValueTask<Session?> Current(HttpContext http) =>
        SessionCookie.Read(http.Request) is { } secret ? await sessions.Find(secret, http.RequestAborted) : null;
}
