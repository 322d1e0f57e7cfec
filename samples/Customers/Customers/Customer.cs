namespace Customers;

/// <summary>What the rules need to know about a customer.</summary>
/// <param name="Users">The number of users, without deactivated users.</param>
internal sealed record Customer(
    CustomerId CustomerId,
    string Name,
    CustomerStatus Status,
    string? SuspendedFor,
    Plan Plan,
    int Users,
    CustomerSettings Settings,
    long Version) : IVersioned
{
    public static readonly Refusal Suspended = new(
        "customers.suspended", "The customer is suspended. Reactivate it before you make changes.");

    public bool IsSuspended => Status is CustomerStatus.Suspended;

    public static Sql ById(CustomerId id) =>
        $"""
        select customer_id, name, status, suspended_for, plan, users, settings, version
        from customer where customer_id = {id}
        """;

    /// <summary>Writes the columns that rules change, unless there was a concurrent change.</summary>
    /// <remarks>Changes of its users pass here too, so that two at once can't break a rule about all of them.</remarks>
    public Sql Update(DateTimeOffset now) =>
        $"""
        update customer
        set name = {Name}, status = {Status}, suspended_for = {SuspendedFor}, plan = {Plan}, users = {Users},
            settings = {Settings}, updated_at = {now}, version = version + 1
        where customer_id = {CustomerId} and version = {Version}
        """;
}
