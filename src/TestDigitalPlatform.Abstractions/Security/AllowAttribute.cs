namespace TestDigitalPlatform;

/// <summary>
/// Says which roles may use a query or command. Without it, or <see cref="PublicAttribute"/>, the service does not
/// compile.
/// </summary>
/// <remarks>
/// Several of them on one message are alternatives: <c>[Allow(Role.CustomerAdministrator), Allow(Role.CustomerUser,
/// Permission = OrderPermissions.Approve)]</c> lets every administrator in, and those users who were granted the
/// permission.
/// </remarks>
/// <param name="roles">The roles; none means everybody who is signed in.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class AllowAttribute(params Role[] roles) : Attribute
{
    /// <summary>The roles; empty for everybody who is signed in.</summary>
    public IReadOnlyList<Role> Roles { get; } = roles;

    /// <summary>What callers of these roles must have been granted as well; nothing unless set.</summary>
    /// <value>A constant of a class with <see cref="PermissionsAttribute"/>. A caller without it gets 403
    /// <c>permission_required</c>.</value>
    public string? Permission { get; init; }
}

/// <summary>Opens a query or command to everybody, signed in or not.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PublicAttribute : Attribute;
