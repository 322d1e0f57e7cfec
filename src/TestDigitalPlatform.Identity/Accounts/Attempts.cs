using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Counts failed proofs of identity for each account, and locks it for a while after too many.</summary>
/// <remarks>
/// An attempt counts as failed before it is looked at, in one statement, so that many at once are no way around the limit;
/// what succeeds takes it back.
/// </remarks>
internal sealed class Attempts(AccountDatabase database, PasswordHashing hashing, TimeProvider time)
{
    internal const int Free = 5;

    internal static readonly TimeSpan FirstLock = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt to sign in.</summary>
    /// <returns><see langword="null"/> when there is no such account that can be tried now.</returns>
    internal ValueTask<AttemptedAccount?> Begin(string email, CancellationToken cancellationToken) =>
        Begin($"lower(email) = lower({email})", cancellationToken);

    /// <inheritdoc cref="Begin(string, CancellationToken)" />
    internal ValueTask<AttemptedAccount?> Begin(UserId account, CancellationToken cancellationToken) =>
        Begin($"id = {account}", cancellationToken);

    /// <summary>Takes an attempt back that has succeeded; all of them when nothing is left to prove.</summary>
    internal async ValueTask Succeed(AttemptedAccount account, bool isComplete, CancellationToken cancellationToken)
    {
        if (!isComplete)
        {
            await database.Change(
                $"""
                update identity.account set failures = greatest(failures - 1, 0), locked_until = {account.WasLockedUntil}
                where id = {account.Id}
                """,
                cancellationToken);
            return;
        }

        Sql forgive = $"update identity.account set failures = 0, locked_until = null where id = {account.Id}";
        if (account.WasLockedUntil is null)
            await database.Change(forgive, cancellationToken);
        else
            await database.Store(typeof(UnlockAccount), account.Id, Decision.Accept().ChangeAny(forgive), cancellationToken);
    }

    /// <summary>Writes to the audit that a failed attempt has locked the account, if it has.</summary>
    internal ValueTask Fail(AttemptedAccount account, CancellationToken cancellationToken) => account.IsLockedNow
        ? database.Store(typeof(LockAccount), account.Id, Decision.Accept(), cancellationToken)
        : default;

    /// <summary>Whether a password is the account's; each attempt counts.</summary>
    internal async ValueTask<bool> Proves(UserId user, string password, CancellationToken cancellationToken)
    {
        var account = await Begin(user, cancellationToken);
        var isRight = await hashing.Verify(account?.PasswordHash, password, cancellationToken)
            is not Microsoft.AspNetCore.Identity.PasswordVerificationResult.Failed;
        if (account is null)
            return false;
        if (isRight)
            await Succeed(account, isComplete: true, cancellationToken);
        else
            await Fail(account, cancellationToken);
        return isRight;
    }

    private ValueTask<AttemptedAccount?> Begin(Sql which, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.Find(
            $"""
            update identity.account a
            set failures = least(a.failures, 1000000) + 1,
                locked_until = case when a.failures + 1 >= {Free}
                    then {now} + least({FirstLock.TotalSeconds} * power(2, least(a.failures + 1 - {Free}, 20)),
                        {LongestLock.TotalSeconds}) * interval '1 second'
                    else a.locked_until end
            from (select id as of, locked_until as was_locked_until from identity.account where {which} for update) f
            where a.id = f.of and a.status = 'active' and (a.locked_until is null or a.locked_until <= {now})
            returning a.id, a.password_hash, a.security_stamp, a.totp_secret, a.failures, f.was_locked_until
            """,
            row => new AttemptedAccount(
                UserId.Parse(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1), row.GetGuid(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), row.GetInt32(4) >= Free,
                row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5)),
            cancellationToken);
    }
}

/// <summary>An account that somebody tries to use.</summary>
/// <param name="Id">The account.</param>
/// <param name="PasswordHash">Its password's hash.</param>
/// <param name="SecurityStamp">Changes with everything that a sign-in depends on.</param>
/// <param name="TotpSecret">The encrypted secret of its authenticator app.</param>
/// <param name="IsLockedNow">Whether this attempt locks it, if it fails.</param>
/// <param name="WasLockedUntil">Until when it was locked before.</param>
internal sealed record AttemptedAccount(
    UserId Id, string? PasswordHash, Guid SecurityStamp, byte[]? TotpSecret, bool IsLockedNow, DateTimeOffset? WasLockedUntil);

/// <summary>What the audit calls the locking of an account.</summary>
internal sealed record LockAccount;
