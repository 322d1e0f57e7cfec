namespace TestDigitalPlatform;

/// <summary>Makes a record a group of settings that administrators change while the service runs.</summary>
/// <remarks>
/// <para>Declare a sealed record whose members are properties with <c>init</c> and a default that keeps their limits; a
/// feature flag is a <see cref="bool"/>. Beside it declare a query that is answered with <see
/// cref="SettingsView{TSettings}"/> and a command that is an <see cref="IChangeSettings{TSettings}"/>.</para>
/// <para>A Platform Administrator changes what holds for everybody, a Customer Administrator what differs for their
/// customer. Each member by itself is the customer's, else the platform's, else the record's default.</para>
/// </remarks>
/// <param name="name">What the group is stored as: 2 to 63 lower-case letters, digits and single hyphens, unique in the
/// service. It stays when the record is renamed.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SettingsAttribute(string name) : Attribute
{
    /// <summary>What the group is stored as.</summary>
    public string Name { get; } = name;
}
