namespace TestDigitalPlatform.Identity.SignIns;

/// <summary>How a step of a sign-in went.</summary>
internal abstract record SignInResult
{
    /// <summary>The person is who they say.</summary>
    /// <param name="User">The account.</param>
    /// <param name="SecurityStamp">What the account was like.</param>
    /// <param name="Methods">How it was proven (RFC 8176).</param>
    internal sealed record Done(UserId User, Guid SecurityStamp, IReadOnlyList<string> Methods) : SignInResult;

    /// <summary>The password was right, and a second factor is needed.</summary>
    internal sealed record SecondFactor(UserId User, Guid SecurityStamp) : SignInResult;

    /// <summary>It is not right, for whatever reason.</summary>
    internal sealed record Failed : SignInResult;

    /// <summary>Too many attempts came from this network address.</summary>
    internal sealed record Wait(TimeSpan For) : SignInResult;
}
