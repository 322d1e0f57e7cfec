namespace Customers.Contracts;

/// <summary>The role of a user in its customer.</summary>
public enum UserRole
{
    /// <summary>Uses the system.</summary>
    CustomerUser,

    /// <summary>Manages the account, its settings and its users, and attends to users' requests.</summary>
    CustomerAdministrator,
}
