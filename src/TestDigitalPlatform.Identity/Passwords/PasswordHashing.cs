using Microsoft.AspNetCore.Identity;

namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>Hashes and verifies passwords, some at a time.</summary>
internal sealed class PasswordHashing(HashingQueue queue, IPasswordHasher<PasswordOwner> hasher)
{
    // What is verified when there is no account, so that the answer takes as long.
    private static readonly string Dummy = PasswordHash.Make(Guid.NewGuid().ToString());

    /// <exception cref="HashingBusyException">Too many wait already.</exception>
    internal Task<string> Hash(string password, CancellationToken cancellationToken) =>
        queue.Run(() => hasher.HashPassword(PasswordOwner.Any, password), cancellationToken);

    /// <summary>Verifies a password; without a hash it takes as long, and fails.</summary>
    /// <exception cref="HashingBusyException">Too many wait already.</exception>
    internal async Task<PasswordVerificationResult> Verify(string? hash, string password, CancellationToken cancellationToken)
    {
        var result = await queue.Run(
            () => hasher.VerifyHashedPassword(PasswordOwner.Any, hash ?? Dummy, password), cancellationToken);
        return hash is null ? PasswordVerificationResult.Failed : result;
    }
}

/// <summary>Whose password it is; the hash does not depend on it.</summary>
internal sealed class PasswordOwner
{
    internal static readonly PasswordOwner Any = new();
}
