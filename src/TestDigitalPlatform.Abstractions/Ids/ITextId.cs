namespace TestDigitalPlatform;

/// <summary>An id that is a string in a defined format.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface ITextId<TSelf> : IParsable<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The text; never null or empty for a parsed id.</summary>
    string Value { get; }
}
