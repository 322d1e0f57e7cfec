namespace TestDigitalPlatform;

/// <summary>The caller, from the access token. It is the only source of the customer.</summary>
/// <param name="User">Whose rights are used (the token's <c>sub</c>), or the service identity that sends a command by
/// itself.</param>
/// <param name="Role">The user's role.</param>
/// <param name="Customer">The customer of the user; <see langword="null"/> for platform
/// users.</param>
public sealed record Caller(UserId User, Role Role, CustomerId? Customer)
{
    /// <summary>How the user name of every service identity begins. A token whose <c>sub</c> begins so is refused.</summary>
    internal const string ServicePrefix = "service:";

    /// <summary>
    /// The actual user, when a Platform Administrator acts on behalf of <see cref="User"/> (the token's <c>act</c>, RFC 8693,
    /// section 4.1).
    /// </summary>
    public UserId? Actor { get; init; }

    /// <summary>The permissions granted to the caller (the token's <c>permissions</c>).</summary>
    /// <value>At most 100, each with 1 to 100 characters; includes permissions of other services.</value>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Whether the caller is a platform user, who sees all customers.</summary>
    public bool IsPlatform => Role is Role.PlatformAdministrator or Role.PlatformMaintenance;

    /// <summary>Whether the caller was granted a permission (exact match).</summary>
    /// <param name="permission">A constant of a class with <see cref="PermissionsAttribute"/>.</param>
    public bool Has(string permission)
    {
        for (var i = 0; i < Permissions.Count; i++)
        {
            if (string.Equals(Permissions[i], permission, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(Caller? other) =>
        other is not null && User == other.User && Role == other.Role && Customer == other.Customer
        && Actor == other.Actor && Permissions.SequenceEqual(other.Permissions, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(User, Role, Customer, Actor, Permissions.Count);

    /// <summary>Whether the caller is the service itself, working without a request; see
    /// <see cref="ServiceIdentityAttribute"/>.</summary>
    public bool IsService => User.Value.StartsWith(ServicePrefix, StringComparison.Ordinal);
}
