namespace TestDigitalPlatform.Hosting.Encryption;

/// <summary>Controls where the keys of sensitive values are kept.</summary>
internal sealed class StoredKeyOptions
{
    internal const string SectionName = "Platform:Keys";

    /// <summary>The folder that keeps the keys, shared by all services and nodes of the deployment.</summary>
    /// <value>In Development, a folder of the person who runs the service, unless set; elsewhere it must be set where a
    /// message has a sensitive member.</value>
    public string? Folder { get; set; }
}
