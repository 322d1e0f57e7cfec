namespace TestDigitalPlatform;

/// <summary>An id that is a text with rules of its own.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface ITextId<TSelf> : IParsable<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The bare text; never null or empty for an id that was parsed.</summary>
    string Value { get; }
}
