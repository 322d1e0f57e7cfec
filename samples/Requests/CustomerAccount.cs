namespace Requests;

/// <summary>How many open requests a customer may have, and has, and whether it is suspended.</summary>
internal sealed record CustomerAccount(int MaxOpen, int OpenCount, bool Suspended = false)
{
    public static readonly Refusal IsSuspended = new(
        "requests.customer_suspended",
        "Your organisation is suspended, so no requests can be submitted. Ask your administrator.",
        RefusalKind.Forbidden);

    public static readonly Refusal TooManyOpen = new(
        "requests.too_many_open",
        "You have reached the limit of open requests of your plan. Close one or change the plan.");

    /// <summary>A customer that asked for nothing yet; it has what the standard plan allows.</summary>
    public static CustomerAccount New { get; } = new(MaxOpen: 1_000, OpenCount: 0);

    public bool IsFull => OpenCount >= MaxOpen;

    // The database counts, not we: many requests at once wait for one row for a moment, and none of them decides again.
    // At the limit no row changes, so the decision is made again, and is a refusal.
    public static Sql CountOneMore(CustomerId customer) =>
        $"""
        insert into customer_account (customer_id, max_open, open_count) values ({customer}, {New.MaxOpen}, 1)
        on conflict (customer_id) do update set open_count = customer_account.open_count + 1
        where customer_account.open_count < customer_account.max_open
        """;

    public static Sql CountOneLess(CustomerId customer) =>
        $"update customer_account set open_count = open_count - 1 where customer_id = {customer} and open_count > 0";
}
