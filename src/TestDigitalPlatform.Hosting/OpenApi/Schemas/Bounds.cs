using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Binding;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Says what the binder demands of values whose contract sets no bound of its own, at every depth.</summary>
internal static class Bounds
{
    /// <summary>Bounds a text that a caller sends.</summary>
    internal static void Apply(OpenApiSchema schema, Type type, SchemaUse use)
    {
        if (use is SchemaUse.Response or SchemaUse.Endpoint || schema.MaxLength is not null)
            return;
        if (Scalars.Find(type) is { IsFree: true })
            schema.MaxLength = use is SchemaUse.Address ? Text.MaxInAddress : Text.MaxInBody;
        // Whatever else is short by its format or its pattern needs no bound, but an address has one for all.
        else if (use is SchemaUse.Address && schema is { Type: JsonSchemaType.String, Format: null, Pattern: null })
            schema.MaxLength = Text.MaxInAddress;
    }

    /// <summary>Bounds a list that a caller sends in a query string, whatever its contract allows.</summary>
    internal static void ApplyToList(OpenApiSchema list, SchemaUse use)
    {
        if (use is SchemaUse.Address && list.Items is not null)
            list.MaxItems = Math.Min(list.MaxItems ?? int.MaxValue, FilterValues<int>.MaxValues);
    }
}
