namespace TestDigitalPlatform;

/// <summary>How a step of a sign-in went.</summary>
public enum SignInStep
{
    /// <summary>The person is signed in.</summary>
    SignedIn,

    /// <summary>The password was right; ask for a code.</summary>
    SecondFactor,

    /// <summary>It is not right, for whatever reason; say no more than that.</summary>
    Failed,

    /// <summary>Too many attempts failed from this network address; ask the person to wait for some minutes.</summary>
    TooManyAttempts,

    /// <summary>Too many people sign in at once; ask the person to try again.</summary>
    Busy,
}
