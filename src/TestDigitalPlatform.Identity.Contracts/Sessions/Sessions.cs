namespace TestDigitalPlatform.Identity;

/// <summary>Lists where a person is signed in, newest first. Administrators see those of the people they administer.</summary>
[Get("/accounts/{account}/sessions"), Allow]
[Sortable("signedInAt", Default = "-signedInAt")]
public sealed record ListSessions : PageQuery<SessionSummary>
{
    /// <summary>The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></summary>
    public required UserId Account { get; init; }
}

/// <summary>A session at the identity provider.</summary>
/// <param name="Id">The session: the <c>sid</c> of its tokens.</param>
/// <param name="Address">The network address of the sign-in. <example>203.0.113.7</example></param>
/// <param name="UserAgent">What the browser calls itself.</param>
/// <param name="SignedInAt">When it began.</param>
/// <param name="SeenAt">When it was last used, within a minute.</param>
public sealed record SessionSummary(
    SessionId Id, string? Address, string? UserAgent, DateTimeOffset SignedInAt, DateTimeOffset SeenAt);

/// <summary>A session's id.</summary>
[Id]
public readonly partial record struct SessionId(Guid Value);

/// <summary>Ends one session of an account. Doing it again changes nothing.</summary>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
/// <param name="Session">The session.</param>
[Post("/accounts/{account}/sessions/{session}/ending"), Allow]
public sealed record EndSession(UserId Account, SessionId Session) : ICommand;

/// <summary>Ends all sessions of an account.</summary>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
[Post("/accounts/{account}/sessions/ending"), Allow]
public sealed record EndSessions(UserId Account) : ICommand;
