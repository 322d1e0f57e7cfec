namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Who may give whom which rights.</summary>
internal static class AccountGrants
{
    internal static readonly Refusal NeedsCustomer = new(
        "accounts.role_needs_customer",
        "The role does not fit the customer. Name a customer for a customer's role, and none for the platform's roles.",
        RefusalKind.Invalid);

    internal static readonly Refusal NotYours = new(
        "accounts.not_yours",
        "You may grant roles of your own customer, and permissions that you have. Ask the platform's administrators for others.",
        RefusalKind.Forbidden);

    internal static readonly Refusal NoPermission = new(
        "accounts.invalid_permission", "A permission has 1 to 100 characters. Name permissions as the services declare them.",
        RefusalKind.Invalid);

    private const int MaxPermission = 100;

    /// <summary>Why a caller can't grant this, if so.</summary>
    internal static Refusal? WhyNot(Caller caller, Role role, CustomerId? customer, IReadOnlyList<string> permissions)
    {
        if (customer is null != (role is Role.PlatformAdministrator or Role.PlatformMaintenance))
            return NeedsCustomer;
        if (permissions.Any(permission => permission is null or { Length: 0 or > MaxPermission }))
            return NoPermission;
        var isOwn = caller.IsPlatform || (customer == caller.Customer && permissions.All(caller.Has));
        return isOwn ? null : NotYours;
    }
}
