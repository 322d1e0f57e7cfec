namespace TestDigitalPlatform;

/// <summary>Declares as whom a class works without a request, and what it may send; see
/// <see cref="IPlatformSender{TWorker}"/>.</summary>
/// <remarks>
/// The rights are those of the role, and of them only the messages that are named. The compiler holds what the class
/// sends against them (TDP1056, TDP1057), and so does the start. The audit names <c>service:{service}/{name}</c> as the
/// actor; no access token can claim such a name.
/// </remarks>
/// <param name="name">What the audit and the telemetry call it: 2 to 50 lower-case letters, digits and single hyphens,
/// beginning with a letter, unique in the service.</param>
/// <param name="role">The role whose rights it has; each message's <c>[Allow]</c> must name it.</param>
/// <param name="messages">The commands it sends and the queries it asks.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ServiceIdentityAttribute(string name, Role role, params Type[] messages) : Attribute
{
    /// <summary>What the audit and the telemetry call it.</summary>
    public string Name { get; } = name;

    /// <summary>The role whose rights it has.</summary>
    public Role Role { get; } = role;

#pragma warning disable CA1819 // What an attribute is given by name is an array.
    /// <summary>The permissions that it has besides its role, such as <c>new[] { RequestPermissions.Assign }</c>.</summary>
    /// <value>None unless set.</value>
    public string[] Permissions { get; init; } = [];
#pragma warning restore CA1819

    /// <summary>The commands it sends and the queries it asks.</summary>
    public IReadOnlyList<Type> Messages { get; } = messages;
}
