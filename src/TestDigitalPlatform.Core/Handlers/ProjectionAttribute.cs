namespace TestDigitalPlatform;

/// <summary>The event handler keeps a read model, which Platform Maintenance can have made anew from its events.</summary>
/// <remarks>
/// <para>The service keeps the events that took effect in it. A rebuild empties the tables and lets the handler decide on all
/// of them again, in their order and in one transaction: readers see the tables as they were until it ends, and events
/// that come meanwhile are handled after it. Nothing is told again.</para>
/// <para>Such a handler fetches nothing, and nothing else writes to its tables.</para>
/// </remarks>
/// <param name="tables">The tables of the schema <c>public</c> that the handler keeps.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProjectionAttribute(params string[] tables) : Attribute
{
    /// <summary>The tables of the schema <c>public</c> that the handler keeps.</summary>
    public IReadOnlyList<string> Tables { get; } = tables;
}
