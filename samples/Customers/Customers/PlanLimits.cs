namespace Customers;

/// <summary>How much of everything a plan allows.</summary>
internal sealed record PlanLimits(int MaxUsers, int MaxOpenRequests)
{
    public static PlanLimits Of(Plan plan) => plan switch
    {
        Plan.Free => new(MaxUsers: 10, MaxOpenRequests: 100),
        Plan.Standard => new(MaxUsers: 100, MaxOpenRequests: 1_000),
        Plan.Enterprise => new(MaxUsers: 5_000, MaxOpenRequests: 20_000),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, "This plan has no limits defined."),
    };
}
