namespace TestDigitalPlatform;

/// <summary>Says under which name instances may have been stored before the class was renamed.</summary>
/// <remarks>On a state of a process. Keep it until no instance with that name is running any more.</remarks>
/// <param name="name">The former name of the state.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The former name of the state.</summary>
    public string Name { get; } = name;
}
