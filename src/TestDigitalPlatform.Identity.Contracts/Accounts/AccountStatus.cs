namespace TestDigitalPlatform.Identity;

/// <summary>Whether a person can sign in with an account.</summary>
public enum AccountStatus
{
    /// <summary>The person has not chosen a password yet.</summary>
    Invited,

    /// <summary>The person can sign in.</summary>
    Active,

    /// <summary>The person can't sign in until the account is reactivated.</summary>
    Deactivated,
}
