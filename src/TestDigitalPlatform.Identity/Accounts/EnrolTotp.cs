using TestDigitalPlatform.Identity.Keys;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>A secret to be, in clear and encrypted.</summary>
internal sealed record NewTotp(OwnAccount Account, byte[] Secret, byte[] Encrypted);

internal sealed class EnrolTotpHandler(PlatformCipher cipher) : ICommandHandler<EnrolTotp, NewTotp, TotpEnrolment>
{
    internal static readonly Refusal Exists = new(
        "accounts.second_factor_exists", "The account has an authenticator app already. Remove it first.");

    private const string Issuer = "TestDigitalPlatform";

    public async Task<NewTotp> Fetch(EnrolTotp command, Db db, CancellationToken cancellationToken)
    {
        var account = await OwnAccount.Fetch(db, cancellationToken);
        var secret = TotpCodes.NewSecret();
        return new NewTotp(account, secret, await cipher.Seal(secret, cancellationToken));
    }

    public static Decision<TotpEnrolment> Decide(EnrolTotp command, NewTotp state, CommandContext context)
    {
        if (OwnAccount.WhyNot(context) is { } notTheirs)
            return Decision.Refuse(notTheirs);
        var account = state.Account;
        if (account.HasSecondFactor)
            return Decision.Refuse(Exists);
        return Decision.Accept(new TotpEnrolment(
                new Sensitive<string>(TotpCodes.Text(state.Secret)),
                new Sensitive<string>(TotpCodes.Address(state.Secret, Issuer, account.Email))))
            .Change(
                $"""
                update identity.account set totp_pending = {state.Encrypted}, updated_at = {context.Now}, version = version + 1
                where id = {account.Id} and version = {account.Version}
                """)
            .About(account.Id);
    }
}
