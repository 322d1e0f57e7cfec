using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>
/// Whether telemetry goes to a collector, by the settings that OpenTelemetry's specification of OTLP exporters names. The
/// exporter reads them itself; here they are checked, so that a mistake is told at the start.
/// </summary>
/// <param name="Export">Whether a collector is configured.</param>
/// <param name="NamesProtocol">Whether the protocol is configured too.</param>
internal sealed record OtlpSettings(bool Export, bool NamesProtocol)
{
    internal const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    internal const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <exception cref="PlatformException">The endpoint or the protocol can't be understood.</exception>
    internal static OtlpSettings Read(IConfiguration configuration)
    {
        var (endpoint, protocol) = (configuration[EndpointKey], configuration[ProtocolKey]);
        if (string.IsNullOrWhiteSpace(endpoint) || configuration.GetValue("OTEL_SDK_DISABLED", false))
            return new OtlpSettings(Export: false, NamesProtocol: false);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Invalid($"{EndpointKey} is '{endpoint}', which is not an address: write it as http://collector:4318.");
        return protocol is null or "" or "http/protobuf" or "grpc"
            ? new OtlpSettings(Export: true, NamesProtocol: !string.IsNullOrEmpty(protocol))
            : throw Invalid($"{ProtocolKey} is '{protocol}': set it to http/protobuf or grpc.");
    }

    /// <summary>HTTP unless told otherwise, as the specification recommends: it passes every proxy.</summary>
    internal void Apply(OtlpExporterOptions options)
    {
        if (!NamesProtocol)
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
    }

    private static PlatformException Invalid(string message) => new("TDP0304", message);
}
