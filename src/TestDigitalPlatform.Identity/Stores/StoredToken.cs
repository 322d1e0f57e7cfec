namespace TestDigitalPlatform.Identity.Stores;

/// <summary>A token's entry: what is known of it besides what it says itself.</summary>
internal sealed class StoredToken
{
    internal Guid Id { get; set; }
    internal DateTimeOffset? ExpiresAt { get; set; }
    internal Guid? Grant { get; set; }
    internal string? Client { get; set; }
    internal string? Subject { get; set; }
    internal string? Kind { get; set; }
    internal string? Status { get; set; }

    /// <summary>The hash of a token that says nothing itself and is looked up.</summary>
    internal string? Reference { get; set; }

    internal string? Payload { get; set; }
    internal string? Properties { get; set; }
    internal Guid Version { get; set; }
    internal DateTimeOffset? CreatedAt { get; set; }
    internal DateTimeOffset? RedeemedAt { get; set; }
}
