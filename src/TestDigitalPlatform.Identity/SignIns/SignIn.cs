using System.Net;
using Microsoft.AspNetCore.Identity;
using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Identity.Keys;
using TestDigitalPlatform.Identity.Passwords;

namespace TestDigitalPlatform.Identity.SignIns;

/// <summary>Checks who signs in.</summary>
/// <remarks>
/// An unknown address, one whose account is locked or deactivated, and a wrong password take the same time and have the same
/// answer, so that nobody learns who has an account.
/// </remarks>
internal sealed class SignIn(
    Attempts attempts, AddressAttempts addresses, PasswordHashing hashing, PlatformCipher cipher, AccountDatabase database,
    TimeProvider time)
{
    internal const int MaxEmail = 254;

    /// <summary>Checks an address and a password.</summary>
    /// <exception cref="HashingBusyException">Too many people sign in at once.</exception>
    internal async Task<SignInResult> WithPassword(
        string email, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (await addresses.Wait(address, cancellationToken) is { } wait)
            return new SignInResult.Wait(wait);
        if (email.Length > MaxEmail || password.Length > PasswordRules.Max)
            (email, password) = ("", "");
        var account = await attempts.Begin(email.Trim(), cancellationToken);
        var result = await hashing.Verify(account?.PasswordHash, password, cancellationToken);
        if (account is null || result is PasswordVerificationResult.Failed)
            return await Failed(account, address, cancellationToken);

        if (result is PasswordVerificationResult.SuccessRehashNeeded)
            await Rehash(account, password, cancellationToken);
        var needsMore = account.TotpSecret is not null;
        await attempts.Succeed(account, isComplete: !needsMore, cancellationToken);
        return needsMore
            ? new SignInResult.SecondFactor(account.Id, account.SecurityStamp)
            : new SignInResult.Done(account.Id, account.SecurityStamp, [AuthenticationMethods.Password]);
    }

    /// <summary>Checks a code of the authenticator app, or a recovery code, after the password.</summary>
    internal async Task<SignInResult> WithCode(
        SignInResult.SecondFactor first, string code, IPAddress? address, CancellationToken cancellationToken)
    {
        if (await addresses.Wait(address, cancellationToken) is { } wait)
            return new SignInResult.Wait(wait);
        var account = await attempts.Begin(first.User, cancellationToken);
        if (account?.TotpSecret is not { } secret || account.SecurityStamp != first.SecurityStamp
            || await Method(account, secret, code, cancellationToken) is not { } method)
            return await Failed(account, address, cancellationToken);
        await attempts.Succeed(account, isComplete: true, cancellationToken);
        return new SignInResult.Done(account.Id, account.SecurityStamp, [AuthenticationMethods.Password, method, AuthenticationMethods.Multiple]);
    }

    private async ValueTask<string?> Method(
        AttemptedAccount account, byte[] secret, string code, CancellationToken cancellationToken)
    {
        // Each step once, and none before it: whoever looks over a shoulder comes too late (RFC 6238, section 5.2).
        if (TotpCodes.Step(await cipher.Open(secret, cancellationToken), code, time.GetUtcNow()) is { } step)
        {
            return await database.Change(
                $"update identity.account set totp_step = {step} where id = {account.Id} and totp_step < {step}", cancellationToken)
                ? AuthenticationMethods.OneTimePassword : null;
        }

        var hash = RecoveryCode.Hash(code);
        return await database.Change(
            $"""
            update identity.account set recovery_codes = array_remove(recovery_codes, {hash})
            where id = {account.Id} and {hash} = any(recovery_codes)
            """,
            cancellationToken)
            ? AuthenticationMethods.KnowledgeBased : null;
    }

    private async Task<SignInResult> Failed(AttemptedAccount? account, IPAddress? address, CancellationToken cancellationToken)
    {
        await addresses.Fail(address, cancellationToken);
        if (account is not null)
            await attempts.Fail(account, cancellationToken);
        return new SignInResult.Failed();
    }

    private async Task Rehash(AttemptedAccount account, string password, CancellationToken cancellationToken)
    {
        var hash = await hashing.Hash(password, cancellationToken);
        await database.Change(
            $"update identity.account set password_hash = {hash} where id = {account.Id} and password_hash = {account.PasswordHash}",
            cancellationToken);
    }
}

/// <summary>How people prove who they are (RFC 8176).</summary>
internal static class AuthenticationMethods
{
    internal const string Password = "pwd";
    internal const string OneTimePassword = "otp";
    internal const string KnowledgeBased = "kba";
    internal const string Multiple = "mfa";
}
