//! The OpenAPI document.

use std::sync::LazyLock;

use holdall_shared::{Action, ProblemKind};
use serde_json::json;
use utoipa::openapi::{
    Content as MediaType, HttpMethod, Info, License, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr,
    Required, Response, ResponseBuilder, ResponsesBuilder, Server,
    extensions::ExtensionsBuilder,
    header::Header,
    path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn},
    request_body::{RequestBody, RequestBodyBuilder},
    schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    tag::TagBuilder,
};

use super::{
    doc::{Answer, Body, Content, Parameter, Tag, Value},
    schemas,
};
use crate::http::{
    problem::status,
    routes::{Access, ROUTES, Route},
};

/// The document as JSON.
pub(super) fn text() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| serde_json::to_string_pretty(&document()).unwrap_or_default());
    &TEXT
}

fn document() -> OpenApi {
    let mut components = schemas::components();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token: `holdall token new`."));
    components.add_security_scheme("token", SecurityScheme::Http(bearer.build()));
    let cookie = ApiKeyValue::with_description("sid-8000", "The page's session; `sid-` and the port, or `__Host-sid`.");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let mut paths = PathsBuilder::new();
    for route in ROUTES {
        let Some(method) = method(route) else { continue };
        paths = paths.path(path(route), PathItem::new(method, operation(route)));
    }
    let tags = Tag::ALL.map(|tag| TagBuilder::new().name(tag.name()).description(Some(tag.detail())).build());
    let mut info = Info::new("Holdall", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Paths have slashes between their segments; each segment is percent-encoded as UTF-8. Every error is a problem \
         (RFC 9457) whose `type` is a page of this server. HEAD is answered wherever GET is. Everything that needs a \
         right can answer `unauthenticated`, `forbidden` and, for changes, `read-only` and `cross-origin`."
            .to_owned(),
    );
    info.license = Some(License::new(env!("CARGO_PKG_LICENSE")));
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .paths(paths)
        .components(Some(components))
        .tags(Some(tags))
        .build()
}

fn method(route: &Route) -> Option<HttpMethod> {
    match route.method.as_str() {
        "GET" => Some(HttpMethod::Get),
        "POST" => Some(HttpMethod::Post),
        "PUT" => Some(HttpMethod::Put),
        "DELETE" => Some(HttpMethod::Delete),
        "PATCH" => Some(HttpMethod::Patch),
        "OPTIONS" => Some(HttpMethod::Options),
        _ => None,
    }
}

/// `/files{path:(/.*)?}` is `/files/{path}`.
pub(super) fn path(route: &Route) -> String {
    route.pattern.replace("{path:(/.*)?}", "/{path}")
}

fn operation(route: &Route) -> Operation {
    let doc = route.doc;
    let mut operation = OperationBuilder::new()
        .operation_id(Some(doc.id))
        .tag(doc.tag.name())
        .summary(Some(doc.summary))
        .description(Some(doc.detail))
        .responses(responses(route))
        .request_body(match doc.body {
            Body::Nothing => None,
            Body::Bytes => Some(body("application/octet-stream", Some(bytes()))),
            Body::Json(name) => Some(body("application/json", Some(reference(name)))),
            Body::Form => Some(body("application/x-www-form-urlencoded", None)),
        })
        .extensions(Some(ExtensionsBuilder::new().add("x-holdall-right", right(route)).build()));
    for name in ["path", "id", "kind"] {
        if path(route).contains(&format!("{{{name}}}")) {
            let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
            operation = operation.parameter(parameter.schema(Some(text_schema())));
        }
    }
    for (place, parameters) in [(ParameterIn::Query, doc.query), (ParameterIn::Header, doc.headers)] {
        for parameter in parameters {
            operation = operation.parameter(render(parameter).parameter_in(place.clone()));
        }
    }
    if route.access != Access::Public {
        let no_scopes: [&str; 0] = [];
        operation = operation
            .security(SecurityRequirement::new("token", no_scopes))
            .security(SecurityRequirement::new("session", no_scopes));
    }
    operation.build()
}

/// The right that a route needs, as a word.
pub(super) fn right(route: &Route) -> &'static str {
    match route.access {
        Access::Public => "none",
        Access::Needs(Action::List) => "list",
        Access::Needs(Action::Read) => "read",
        Access::Needs(Action::Create) => "create",
        Access::Needs(Action::Update) => "update",
        Access::Needs(Action::Delete) => "delete",
    }
}

/// What everything that needs a right can answer.
pub(super) fn problems(route: &Route) -> Vec<ProblemKind> {
    let mut kinds = route.doc.problems.to_vec();
    if let Access::Needs(action) = route.access {
        kinds.push(ProblemKind::Unauthenticated);
        if !Action::READING.contains(&action) || route.method != actix_web::http::Method::GET {
            kinds.extend([ProblemKind::ReadOnly, ProblemKind::CrossOrigin]);
        }
    }
    kinds
}

fn responses(route: &Route) -> utoipa::openapi::Responses {
    let mut responses = ResponsesBuilder::new();
    for answer in route.doc.answers {
        responses = responses.response(answer.status.to_string(), success(answer));
    }
    // One response for each status: its description names the kinds.
    let mut kinds = problems(route);
    kinds.sort_by_key(|kind| status(*kind).as_u16());
    for same in kinds.chunk_by(|a, b| status(*a) == status(*b)) {
        let Some(first) = same.first() else { continue };
        let names: Vec<String> = same.iter().map(|kind| format!("`{}`: {}.", kind.slug(), kind.title())).collect();
        let content = MediaType::new(Some(reference("Problem")));
        let response = ResponseBuilder::new().description(names.join(" ")).content("application/problem+json", content);
        responses = responses.response(status(*first).as_str(), response);
    }
    responses.build()
}

fn success(answer: &Answer) -> Response {
    let mut response = ResponseBuilder::new().description(answer.detail);
    for name in answer.headers {
        response = response.header(*name, Header::new(text_schema()));
    }
    match answer.content {
        Content::Nothing => response.build(),
        Content::Bytes => response.content("*/*", MediaType::new(Some(bytes()))).build(),
        Content::Json(name) => response.content("application/json", MediaType::new(Some(reference(name)))).build(),
        Content::Other(media_type) => response.content(media_type, MediaType::new(None::<RefOr<Schema>>)).build(),
    }
}

fn render(parameter: &Parameter) -> ParameterBuilder {
    let schema: RefOr<Schema> = match parameter.value {
        Value::Text => text_schema(),
        Value::Texts => ArrayBuilder::new().items(text_schema()).into(),
        Value::Number => ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).into(),
        Value::Moment => ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into(),
        Value::Flag => ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["", "true", "false"])).into(),
        Value::OneOf(values) => ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(values.iter().map(|value| json!(value))))
            .into(),
    };
    ParameterBuilder::new()
        .name(parameter.name)
        .required(Required::False)
        .description(Some(parameter.detail))
        .schema(Some(schema))
}

fn body(media_type: &str, schema: Option<RefOr<Schema>>) -> RequestBody {
    RequestBodyBuilder::new().content(media_type, MediaType::new(schema)).required(Some(Required::True)).build()
}

fn reference(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

fn text_schema() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).into()
}

fn bytes() -> RefOr<Schema> {
    let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
    ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn json() -> serde_json::Value {
        serde_json::from_str(text()).unwrap()
    }

    #[test]
    fn every_route_is_an_operation_with_its_right_and_a_success() {
        let document = json();
        assert_eq!(document["openapi"], "3.1.0");
        for route in ROUTES {
            let method = route.method.as_str().to_lowercase();
            let operation = &document["paths"][path(route)][&method];
            assert_eq!(operation["operationId"], route.doc.id, "{method} {}", route.pattern);
            assert_eq!(operation["x-holdall-right"], right(route));
            assert_eq!(operation["security"].is_null(), route.access == Access::Public);
            let statuses = operation["responses"].as_object().unwrap();
            assert!(
                statuses.keys().any(|status| status.starts_with('2') || status.starts_with('3')),
                "{}",
                route.doc.id
            );
            assert!(!route.doc.summary.is_empty() && !route.doc.detail.is_empty(), "{}", route.doc.id);
        }
    }

    #[test]
    fn operations_have_distinct_names() {
        let ids: HashSet<&str> = ROUTES.iter().map(|route| route.doc.id).collect();
        assert_eq!(ids.len(), ROUTES.len());
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = json();
        let mut references = Vec::new();
        collect(&document, &mut references);
        assert!(references.len() > 50);
        for reference in references {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    fn collect(value: &serde_json::Value, references: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(object) => {
                for (key, value) in object {
                    match value.as_str() {
                        Some(reference) if key == "$ref" => references.push(reference.to_owned()),
                        _ => collect(value, references),
                    }
                }
            }
            serde_json::Value::Array(array) => array.iter().for_each(|value| collect(value, references)),
            _ => {}
        }
    }

    #[test]
    fn every_kind_of_problem_is_said_to_occur_somewhere() {
        let told: HashSet<ProblemKind> = ROUTES.iter().flat_map(problems).collect();
        // These answer what is no route, or any route at all.
        let anywhere =
            [ProblemKind::MethodNotAllowed, ProblemKind::UriTooLong, ProblemKind::Internal, ProblemKind::Forbidden];
        for kind in ProblemKind::ALL {
            assert!(told.contains(kind) || anywhere.contains(kind), "{kind:?}");
        }
    }
}
