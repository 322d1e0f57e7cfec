namespace TestDigitalPlatform;

/// <summary>What goes along with a command.</summary>
public sealed record SendOptions
{
    /// <summary>Marks the command, so that it is done once however often it arrives.</summary>
    /// <value>Made for each call unless set. From 1 to 200 printable ASCII characters. Set it to send again what ended
    /// in a <see cref="ServiceFailedException"/>, or to a key that follows from what the caller is doing.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>The version that the caller decided on: the command is refused with 412 when there is a newer one
    /// (RFC 9110, section 13.1.1).</summary>
    /// <value><see cref="IVersioned.Version"/> of the answer that was read; none unless set.</value>
    public long? IfMatch { get; init; }
}
