using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace TestDigitalPlatform.Tool.Contracts;

/// <summary>Reads what the generator wrote into a Contracts assembly, without loading that.</summary>
internal static class ContractText
{
    private const string Key = "TestDigitalPlatform.Contracts";

    /// <summary>The promises, one fact each; none when there are no contracts yet.</summary>
    public static IReadOnlyList<string> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(metadata.GetCustomAttribute)
            .Where(attribute => NameOf(attribute, metadata) == "AssemblyMetadataAttribute")
            .Select(attribute => KeyAndValue(attribute, metadata))
            .FirstOrDefault(pair => pair.Key == Key).Value?.Split('\n') ?? [];
    }

    private static string? NameOf(CustomAttribute attribute, MetadataReader metadata) =>
        attribute.Constructor.Kind is HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is var type
        && type.Kind is HandleKind.TypeReference
            ? metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : null;

    // ECMA-335, II.23.3: a prolog of two bytes, then the constructor's arguments.
    private static (string? Key, string? Value) KeyAndValue(CustomAttribute attribute, MetadataReader metadata)
    {
        var arguments = metadata.GetBlobReader(attribute.Value);
        arguments.ReadUInt16();
        return (arguments.ReadSerializedString(), arguments.ReadSerializedString());
    }
}
