using System.Diagnostics;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform;

/// <summary>Finds a sensitive value by equality: <c>where email_key = {email.SearchKey()}</c>.</summary>
/// <remarks>Its column is of type <c>bytea</c> and has 32 bytes; it is written and compared, and never read.</remarks>
[DebuggerDisplay("•••")]
public readonly struct SearchKey : IEquatable<SearchKey>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly SensitiveContent? content;

    internal SearchKey(SensitiveContent? content) => this.content = content;

    internal SensitiveContent? Content => content;

    /// <inheritdoc />
    public bool Equals(SearchKey other) => SensitiveContent.AreEqual(content, other.content);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is SearchKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => content?.GetHashCode() ?? 0;

    /// <summary>Returns <c>•••</c>, whatever the value is.</summary>
    public override string ToString() => SensitiveContent.Hidden;

    /// <summary>Whether both are of the same value.</summary>
    public static bool operator ==(SearchKey left, SearchKey right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(SearchKey left, SearchKey right) => !left.Equals(right);
}
