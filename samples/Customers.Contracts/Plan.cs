namespace Customers.Contracts;

/// <summary>The plan of a customer, which limits the number of users and open requests.</summary>
public enum Plan
{
    /// <summary>10 users, 100 open requests.</summary>
    Free,

    /// <summary>100 users, 1,000 open requests.</summary>
    Standard,

    /// <summary>5,000 users, 20,000 open requests.</summary>
    Enterprise,
}
