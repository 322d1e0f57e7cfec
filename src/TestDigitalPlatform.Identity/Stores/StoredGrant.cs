namespace TestDigitalPlatform.Identity.Stores;

/// <summary>What a person allowed a client, or a client has by itself: the family of its tokens.</summary>
internal sealed class StoredGrant
{
    internal Guid Id { get; set; }
    internal string? Client { get; set; }
    internal string? Subject { get; set; }
    internal string? Kind { get; set; }
    internal string? Status { get; set; }
    internal string[] Scopes { get; set; } = [];
    internal string? Properties { get; set; }
    internal Guid Version { get; set; }
    internal DateTimeOffset? CreatedAt { get; set; }
}
