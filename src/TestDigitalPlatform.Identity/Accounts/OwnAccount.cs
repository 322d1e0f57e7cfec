namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>The caller's own account, with what its owner may change.</summary>
internal sealed record OwnAccount(
    UserId Id, string Email, string DisplayName, bool HasSecondFactor, byte[]? TotpPending, long Version)
{
    internal static readonly Refusal NotOnBehalf = new(
        "accounts.not_on_behalf", "Only the person can do this, and nobody on the person's behalf.", RefusalKind.Forbidden);

    internal static Task<OwnAccount> Fetch(Db db, CancellationToken cancellationToken) => db.One<OwnAccount>(
        $"""
        select id, email, display_name, totp_secret is not null as has_second_factor, totp_pending, version
        from identity.account where id = {db.User}
        """,
        cancellationToken);

    /// <summary>Why the caller can't change how the person signs in, if so.</summary>
    internal static Refusal? WhyNot(CommandContext context) => context.Caller?.Actor is null ? null : NotOnBehalf;

    internal IReadOnlyList<string> Words => PersonalWords.Of(Email, DisplayName);
}
