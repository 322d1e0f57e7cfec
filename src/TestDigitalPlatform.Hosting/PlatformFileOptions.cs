using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform;

/// <summary>Controls where uploaded files are kept, and how long an upload may take.</summary>
public sealed class PlatformFileOptions
{
    /// <summary>The configuration section these options are read from.</summary>
    public const string SectionName = "Platform:Files";

    /// <summary>The folder that keeps the files, shared by all nodes of the service.</summary>
    /// <value>The service's database keeps them unless set. Without effect where the service has an
    /// <see cref="IFileStore"/> of its own.</value>
    public string? Folder { get; set; }

    /// <summary>How long an upload may take; a slower one is refused with 408.</summary>
    /// <value>15 minutes unless set; from 1 to 50 minutes.</value>
    /// <remarks>A file that is not complete after an hour counts as abandoned, and is removed.</remarks>
    [Range(typeof(TimeSpan), "00:01:00", "00:50:00")]
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(15);
}
