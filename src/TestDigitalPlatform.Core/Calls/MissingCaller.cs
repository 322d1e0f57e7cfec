namespace TestDigitalPlatform;

/// <summary>What a call is refused with that lacks a caller, or a caller that lacks a customer.</summary>
internal static class MissingCaller
{
    internal static readonly Refusal CustomerRequired = new(
        "customer_required",
        "This operation requires a customer. Sign in as one of its users, or act on behalf of one.",
        RefusalKind.Forbidden);

    private static readonly Refusal Unauthenticated = new(
        "unauthenticated", "Sign in first.", RefusalKind.Forbidden);

    /// <exception cref="RefusedException">Nobody is signed in.</exception>
    internal static UserId UserOf(Caller? caller) => caller?.User ?? throw new RefusedException(Unauthenticated);

    /// <exception cref="RefusedException">The caller belongs to no customer.</exception>
    internal static CustomerId CustomerOf(Caller? caller) =>
        caller?.Customer ?? throw new RefusedException(CustomerRequired);
}
