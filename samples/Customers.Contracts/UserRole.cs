namespace Customers.Contracts;

/// <summary>What a user is to its customer.</summary>
public enum UserRole
{
    /// <summary>Uses the system.</summary>
    CustomerUser,

    /// <summary>Manages the account, its settings and its users, and attends to users' requests.</summary>
    CustomerAdministrator,
}
