using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>The hasher of ASP.NET Core Identity: Argon2id, and its own PBKDF2 for accounts that were brought along.</summary>
internal sealed class Argon2Hasher<TUser> : IPasswordHasher<TUser>
    where TUser : class
{
    private readonly PasswordHasher<TUser> former = new(Options.Create(new PasswordHasherOptions()));

    public string HashPassword(TUser user, string password) => PasswordHash.Make(password);

    public PasswordVerificationResult VerifyHashedPassword(TUser user, string hashedPassword, string providedPassword)
    {
        if (!PasswordHash.IsOurs(hashedPassword))
            return IsFormer(user, hashedPassword, providedPassword)
                ? PasswordVerificationResult.SuccessRehashNeeded
                : PasswordVerificationResult.Failed;
        return PasswordHash.Verify(hashedPassword, providedPassword) switch
        {
            (false, _) => PasswordVerificationResult.Failed,
            (true, true) => PasswordVerificationResult.SuccessRehashNeeded,
            _ => PasswordVerificationResult.Success,
        };
    }

    private bool IsFormer(TUser user, string hash, string password)
    {
        try
        {
            return former.VerifyHashedPassword(user, hash, password) is not PasswordVerificationResult.Failed;
        }
        catch (FormatException)
        {
            // No hash of ASP.NET Core Identity either.
            return false;
        }
    }
}
