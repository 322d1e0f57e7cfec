namespace TestDigitalPlatform;

/// <summary>Options for sending a command.</summary>
public sealed record SendOptions
{
    /// <summary>The idempotency key, with which the command takes effect at most once.</summary>
    /// <value>1 to 200 printable ASCII characters. Default: a new key for each call. Set it to retry a call that ended
    /// in a <see cref="ServiceFailedException"/>, or to a key that identifies the caller's operation.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>The version that the caller has read: the command is refused with 412 if there is a newer one
    /// (RFC 9110, section 13.1.1).</summary>
    /// <value><see cref="IVersioned.Version"/> of the answer that was read. Default: none.</value>
    public long? IfMatch { get; init; }
}
