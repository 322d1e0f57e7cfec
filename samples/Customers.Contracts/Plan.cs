namespace Customers.Contracts;

/// <summary>What a customer has booked, which limits how many users and open requests it may have.</summary>
public enum Plan
{
    /// <summary>10 users, 100 open requests.</summary>
    Free,

    /// <summary>100 users, 1,000 open requests.</summary>
    Standard,

    /// <summary>5,000 users, 20,000 open requests.</summary>
    Enterprise,
}
