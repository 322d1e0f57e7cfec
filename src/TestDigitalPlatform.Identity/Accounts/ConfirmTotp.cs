using TestDigitalPlatform.Identity.Keys;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>An enrolment that waits for a code.</summary>
/// <param name="Account">The account.</param>
/// <param name="Step">The step of the code; none when it is wrong.</param>
/// <param name="Codes">The recovery codes to be.</param>
internal sealed record TotpConfirmation(OwnAccount Account, long? Step, IReadOnlyList<string> Codes);

internal sealed class ConfirmTotpHandler(PlatformCipher cipher, Attempts attempts)
    : ICommandHandler<ConfirmTotp, TotpConfirmation, RecoveryCodes>
{
    internal static readonly Refusal NoEnrolment = new(
        "accounts.no_enrolment", "No authenticator app is being added. Begin with the enrolment.");

    internal static readonly Refusal WrongCode = new(
        "accounts.wrong_code", "The code is wrong, or was tried too often. Check the time of your device, and use a new code.",
        RefusalKind.Forbidden);

    public async Task<TotpConfirmation> Fetch(ConfirmTotp command, Db db, CancellationToken cancellationToken)
    {
        var account = await OwnAccount.Fetch(db, cancellationToken);
        if (account.TotpPending is null)
            return new TotpConfirmation(account, null, []);
        var attempt = await attempts.Begin(account.Id, cancellationToken);
        if (attempt is null)
            return new TotpConfirmation(account, null, []);
        var secret = await cipher.Open(account.TotpPending, cancellationToken);
        var step = TotpCodes.Step(secret, command.Code.Reveal(), db.Now);
        if (step is null)
            await attempts.Fail(attempt, cancellationToken);
        else
            await attempts.Succeed(attempt, isComplete: true, cancellationToken);
        return new TotpConfirmation(account, step, RecoveryCode.New());
    }

    public static Decision<RecoveryCodes> Decide(ConfirmTotp command, TotpConfirmation state, CommandContext context)
    {
        var account = state.Account;
        if (OwnAccount.WhyNot(context) is { } notTheirs)
            return Decision.Refuse(notTheirs);
        if (account.TotpPending is null)
            return Decision.Refuse(NoEnrolment);
        if (state.Step is not { } step)
            return Decision.Refuse(WrongCode);
        string[] hashes = [.. state.Codes.Select(code => Convert.ToHexString(RecoveryCode.Hash(code)))];
        return Decision.Accept(new RecoveryCodes([.. state.Codes.Select(code => new Sensitive<string>(code))]))
            .Change(
                $"""
                update identity.account
                set totp_secret = totp_pending, totp_pending = null, totp_step = {step},
                    recovery_codes = array(select decode(hash, 'hex') from unnest({hashes}) hash),
                    security_stamp = gen_random_uuid(), updated_at = {context.Now}, version = version + 1
                where id = {account.Id} and version = {account.Version}
                """)
            .About(account.Id);
    }
}
