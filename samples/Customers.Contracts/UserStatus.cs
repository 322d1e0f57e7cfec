namespace Customers.Contracts;

/// <summary>Whether a user can sign in.</summary>
public enum UserStatus
{
    /// <summary>Was invited and has not signed in yet.</summary>
    Invited,

    /// <summary>Signs in.</summary>
    Active,

    /// <summary>Can't sign in any more. What the user did stays.</summary>
    Deactivated,
}
