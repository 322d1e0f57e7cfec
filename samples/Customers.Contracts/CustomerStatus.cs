namespace Customers.Contracts;

/// <summary>Whether a customer can use the system.</summary>
public enum CustomerStatus
{
    /// <summary>It can.</summary>
    Active,

    /// <summary>It can look, but change nothing until it is reactivated.</summary>
    Suspended,
}
