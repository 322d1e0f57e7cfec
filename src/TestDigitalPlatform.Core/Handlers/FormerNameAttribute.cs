namespace TestDigitalPlatform;

/// <summary>Says under which name something may have been stored before its class was renamed.</summary>
/// <remarks>On a state of a process, the name of the class; keep it until no instance with that name is running. On an external call, the
/// full name of the class; keep it until no call with that name is waiting.</remarks>
/// <param name="name">The former name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The former name.</summary>
    public string Name { get; } = name;
}
