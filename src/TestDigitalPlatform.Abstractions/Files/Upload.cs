using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>A file that a command takes: the body of its request, streamed.</summary>
/// <remarks>
/// <para>Give a command one property of this type, with <see cref="AcceptAttribute"/>. The request's body is the file; all
/// other properties come from the path and the query string. The name comes from <c>Content-Disposition</c> (RFC 6266),
/// the type from <c>Content-Type</c>, and <c>Content-Digest</c> (RFC 9530) is checked when it is sent.</para>
/// <para>The file is stored before the command is decided, and kept when the command is accepted: store
/// <see cref="Id"/> in a row of your own. When the command is refused or breaks off, the file is removed.</para>
/// </remarks>
public sealed class Upload
{
    /// <summary>An upload as a handler gets it: stored, and named.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="sha256">SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
    /// <param name="id">Names the stored file.</param>
    [JsonConstructor]
    public Upload(string name, string contentType, long length, string sha256, FileId id = default) =>
        (Id, Name, ContentType, Length, Sha256) = (id, name, contentType, length, sha256);

    /// <summary>Makes an upload to be sent by a client.</summary>
    /// <param name="content">What is sent, from where it stands to its end; it is read once and left open.</param>
    /// <param name="name">The file's name, without folders.</param>
    /// <param name="contentType">The media type, such as <c>application/pdf</c>.</param>
    public Upload(Stream content, string name, string contentType = "application/octet-stream")
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(contentType);
        (Content, Name, ContentType, Sha256) = (content, name, contentType, "");
    }

    /// <summary>Names the stored file; another one for each attempt.</summary>
    [JsonIgnore]
    public FileId Id { get; }

    /// <summary>The file's name as its sender has it, without folders: 1 to 255 characters.</summary>
    public string Name { get; }

    /// <summary>The media type, in lower case and without parameters.</summary>
    public string ContentType { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>SHA-256 of its bytes, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>What a client sends; <see langword="null"/> at the service, which has stored it.</summary>
    [JsonIgnore]
    public Stream? Content { get; }
}
