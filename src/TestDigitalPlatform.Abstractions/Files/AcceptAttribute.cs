namespace TestDigitalPlatform;

/// <summary>Says which files an <see cref="Upload"/> takes.</summary>
/// <param name="types">The media types: <c>application/pdf</c>, or <c>image/*</c> for all of a kind; none for any. What is
/// of another type is 415.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AcceptAttribute(params string[] types) : Attribute
{
    /// <summary>How large a file may be unless <see cref="MaxBytes"/> is set: 10 MiB.</summary>
    public const long DefaultMaxBytes = 10 * 1024 * 1024;

    /// <summary>The media types; empty for any.</summary>
    public IReadOnlyList<string> Types { get; } = types;

    /// <summary>How large a file may be, in bytes; a larger one is 413.</summary>
    /// <value>10 MiB unless set; at most 5 GiB.</value>
    public long MaxBytes { get; init; } = DefaultMaxBytes;
}
