using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>Controls where uploaded files are kept, and how long an upload may take.</summary>
internal sealed class StoredFileOptions
{
    internal const string SectionName = "Platform:Files";

    /// <summary>The folder that keeps the files, shared by all nodes of the service; the service's database unless
    /// set.</summary>
    public string? Folder { get; set; }

    /// <summary>How long an upload may take, in minutes.</summary>
    /// <value>15 unless set; from 1 to 50.</value>
    /// <remarks>What takes an hour counts as broken off.</remarks>
    [Range(1, 50)]
    public int UploadMinutes { get; set; } = 15;
}
