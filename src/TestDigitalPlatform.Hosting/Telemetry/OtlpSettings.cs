using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Where telemetry goes: the settings that OpenTelemetry's specification of OTLP exporters names.</summary>
internal sealed class OtlpSettings
{
    internal const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    internal const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private readonly Uri endpoint;
    private readonly OtlpExportProtocol protocol;
    private readonly string? headers;

    private OtlpSettings(Uri endpoint, OtlpExportProtocol protocol, string? headers) =>
        (this.endpoint, this.protocol, this.headers) = (endpoint, protocol, headers);

    /// <summary>Reads the settings; <see langword="null"/> when telemetry goes nowhere.</summary>
    /// <exception cref="PlatformException">The endpoint or the protocol can't be understood.</exception>
    internal static OtlpSettings? Read(IConfiguration configuration)
    {
        var endpoint = configuration[EndpointKey];
        if (string.IsNullOrWhiteSpace(endpoint) || configuration.GetValue("OTEL_SDK_DISABLED", false))
            return null;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Invalid($"{EndpointKey} is '{endpoint}', which is no address: write it as http://collector:4318.");
        return new OtlpSettings(address, Protocol(configuration), configuration["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    /// <summary>Tells an exporter where to go.</summary>
    /// <param name="options">The exporter's options.</param>
    /// <param name="signal">What it exports: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    internal void Apply(OtlpExporterOptions options, string signal)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol is OtlpExportProtocol.HttpProtobuf
            ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}")
            : endpoint;
        options.Headers = headers;
    }

    // HTTP unless told otherwise, as the specification recommends: it passes every proxy.
    private static OtlpExportProtocol Protocol(IConfiguration configuration) => configuration[ProtocolKey] switch
    {
        null or "" or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        "grpc" => OtlpExportProtocol.Grpc,
        var other => throw Invalid($"{ProtocolKey} is '{other}': set it to http/protobuf or grpc."),
    };

    private static PlatformException Invalid(string message) => new("TDP0304", message);
}
