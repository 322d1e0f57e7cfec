namespace TestDigitalPlatform.Hosting.Endpoints;

/// <summary>Marks an endpoint whose requests are not counted among those under way.</summary>
internal sealed class UncountedMetadata
{
    private UncountedMetadata()
    {
    }

    internal static UncountedMetadata Instance { get; } = new();
}
