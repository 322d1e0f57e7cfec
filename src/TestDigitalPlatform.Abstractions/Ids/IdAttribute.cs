namespace TestDigitalPlatform;

/// <summary>
/// Makes a <c>readonly partial record struct Name(Guid Value)</c> an id: see <see cref="IId{TSelf}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class IdAttribute : Attribute;
