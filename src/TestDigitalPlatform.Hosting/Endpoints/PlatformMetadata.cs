namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Marks what the platform itself serves beside operations: health and documents.</summary>
internal sealed class PlatformMetadata
{
    private PlatformMetadata()
    {
    }

    internal static PlatformMetadata Instance { get; } = new();
}
